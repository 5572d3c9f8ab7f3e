from source_lever_unified.run import run

if __name__ == "__main__":
    run()
