"""Task checklists: does this citizen get exactly the papers that the record asks of this case?"""
